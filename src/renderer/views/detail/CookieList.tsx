import { IconAlertTriangle } from '@tabler/icons-react'
import type { SessionDetail } from '../../../shared/domain/detail'
import classes from './Facts.module.css'
import { Section } from './Section'

/** The cookie's attributes as the payload has them; the unsafe ones marked. */
export function CookieList({ detail }: { readonly detail: SessionDetail }) {
  if (detail.cookie === null) return null
  return (
    <Section title="Cookie" note={null}>
      <dl className={classes.list}>
        {detail.cookie.map(({ name, text, isWarning }) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd data-warn={isWarning || undefined}>
              {isWarning && <IconAlertTriangle size={13} stroke={1.75} aria-label="unsafe" />}
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
