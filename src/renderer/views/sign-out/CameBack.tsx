import { Button } from '@mantine/core'
import type { ActivityEvent } from '../../../shared/domain/event'
import { eventUser } from '../../../shared/words/event-words'
import { useConnection, useNameOf, useStores, useUi } from '../../state/context'
import classes from './ActNotices.module.css'

/** A session that is there again after it had ended: why that is, and the way to end it again. */
export function CameBack({ event }: { readonly event: ActivityEvent }) {
  const { ui, signOut } = useStores()
  const isReadOnly = useConnection()?.isReadOnly ?? true
  const isShown = useUi(state => state.isDrawerOpen && state.selectedKey === event.key)
  const name = useNameOf(event.user)
  return (
    <div className={classes.column}>
      <span className={classes.text}>
        <strong>
          <bdi>{name ?? eventUser(event)}</bdi> came back
        </strong>
        : a request that was under way saved session {event.maskedId} again, under the same id.
      </span>
      <span className={classes.why}>
        The app answered it after the sign-out. Set <code>resave: false</code>, and do not save a session
        after a long wait without loading it again.
      </span>
      <span className={classes.line}>
        {!isReadOnly && (
          <Button variant="default" onClick={() => void signOut.endAgain(event.key)}>
            End it again, for a minute
          </Button>
        )}
        {!isShown && (
          <Button
            variant="subtle"
            onClick={() => ui.setState({ selectedKey: event.key, isDrawerOpen: true, tab: 'sessions' })}
          >
            Show it
          </Button>
        )}
      </span>
    </div>
  )
}
