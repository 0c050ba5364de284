import { IconAlertTriangle } from '@tabler/icons-react'
import type { SessionDetail } from '../../../shared/domain/detail'
import { visibleText } from '../../format/visible'
import classes from './Facts.module.css'
import { Section } from './Section'

/** A longer text takes a line of its own. */
const LONG = 16

/** The cookie's attributes as the payload has them; the unsafe ones marked. */
export function CookieList({ detail }: { readonly detail: SessionDetail }) {
  if (detail.cookie === null) return null
  return (
    <Section title="Cookie" note={null}>
      <dl className={classes.list}>
        {detail.cookie.map(({ name, text, isWarning }) => (
          <div key={name} className={classes.fact} data-long={text.length > LONG || undefined}>
            <dt>{name}</dt>
            <dd data-warn={isWarning || undefined}>
              {isWarning && <IconAlertTriangle size={13} stroke={1.75} aria-label="unsafe" />}
              <bdi>{visibleText(text)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
