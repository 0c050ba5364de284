import {
  IconArrowBackUp,
  IconClock,
  IconEraser,
  IconGhost2,
  IconLogin2,
  IconLogout,
  IconReplace,
  IconTrash,
  IconTriangle,
  IconUserOff
} from '@tabler/icons-react'
import type { ActivityKind } from '../../../shared/domain/event'
import { assertNever } from '../../../shared/fault'
import { StateSign } from '../../parts/StateSign'
import classes from './EventSign.module.css'

/** What happened, as a shape; the word stands beside it. */
export function EventSign({ event }: { readonly event: ActivityKind }) {
  const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
  switch (event) {
    case 'signed-in':
      return <IconLogin2 {...icon} className={classes.ok} />
    case 'signed-out':
      return <IconLogout {...icon} className={classes.strong} />
    case 'arrived':
      return <StateSign state="guest" />
    case 'expired':
      return <StateSign state="expired" />
    case 'changed':
      return <IconTriangle {...icon} className={classes.accent} />
    case 'touched':
      return <IconClock {...icon} className={classes.faint} />
    case 'removed':
      return <IconTrash {...icon} className={classes.faint} />
    case 'cleared':
      return <IconEraser {...icon} className={classes.strong} />
    case 'revoked':
      return <IconUserOff {...icon} className={classes.strong} />
    case 'came-back':
      return <IconGhost2 {...icon} className={classes.warn} />
    case 'restored':
      return <IconArrowBackUp {...icon} className={classes.faint} />
    case 'replaced':
      return <IconReplace {...icon} className={classes.faint} />
    default:
      return assertNever(event)
  }
}
