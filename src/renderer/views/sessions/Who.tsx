import type { SessionRow } from '../../../shared/domain/view'
import { whoOf } from '../../format/names'
import { useNameOf } from '../../state/context'
import { useIsNew } from './use-flash'
import classes from './Who.module.css'

/** Whom a session belongs to, with its badges. The name comes from the store: it is only ever text, in its own direction. */
export function Who({ row }: { readonly row: SessionRow }) {
  const isNew = useIsNew(row)
  const key = whoOf(row)
  const name = useNameOf(row.user)
  return (
    <>
      <bdi
        className={classes.name}
        data-named={row.user !== null || undefined}
        title={name === null ? key : `${name}\n${key}`}
      >
        {name ?? key}
      </bdi>
      {row.userSessions > 1 && (
        <span className={classes.badge} title={`${row.userSessions} active sessions of this user`}>
          ×{row.userSessions}
        </span>
      )}
      {isNew && row.ending === null && <span className={classes.new}>new</span>}
    </>
  )
}
