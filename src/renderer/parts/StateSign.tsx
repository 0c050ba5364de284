import { IconLockFilled, IconLogout } from '@tabler/icons-react'
import type { SessionState } from '../../shared/domain/session'
import classes from './StateSign.module.css'

/** A state as a shape first, then a colour; the word stands beside it or in its title. */
export function StateSign({ state }: { readonly state: SessionState | 'signed-out' }) {
  switch (state) {
    case 'unreadable':
      return <IconLockFilled size={14} className={classes.unreadable} aria-hidden />
    case 'signed-out':
      return <IconLogout size={14} stroke={1.75} className={classes.ended} aria-hidden />
    case 'signed-in':
    case 'guest':
    case 'expired':
      return (
        <svg width="14" height="14" viewBox="0 0 14 14" className={classes[state]} aria-hidden="true">
          <circle cx="7" cy="7" r={state === 'signed-in' ? 4 : 3.5} />
          {state === 'expired' && <path d="M4 10 10 4" />}
        </svg>
      )
  }
}
