import { Affix, Button, Kbd, Notification } from '@mantine/core'
import type { ExpiryDone } from '../../../shared/domain/sign-out'
import { formatClockTime } from '../../format/clock-time'
import { expiryDoneText, signOutDoneText, undoneText } from '../../format/sign-out-text'
import { useApp, useClock, useSignOut, useStores } from '../../state/context'
import type { ActNotice } from '../../state/sign-out-store'
import classes from './ActNotices.module.css'
import { CameBack } from './CameBack'

/** What was done last, with the way back, until it is dismissed. */
export function ActNotices() {
  const { signOut } = useStores()
  const notice = useSignOut(state => state.notice)
  if (notice === null) return null
  return (
    <Affix position={{ bottom: 38, right: 16 }} zIndex={150}>
      <Notification
        className={classes.root ?? ''}
        withBorder
        role="status"
        closeButtonProps={{ 'aria-label': 'Dismiss' }}
        onClose={signOut.dismiss}
      >
        <Told notice={notice} />
      </Notification>
    </Affix>
  )
}

function Told({ notice }: { readonly notice: ActNotice }) {
  if (notice.kind === 'came-back') return <CameBack event={notice.event} />
  if (notice.kind === 'undone')
    return (
      <div className={classes.column}>
        <span className={classes.text}>{undoneText(notice.undone)}</span>
        {notice.undone.act === 'end' && notice.undone.restored > 0 && (
          <span className={classes.why}>
            A browser that was used in between has a new cookie by now: its person signs in anew.
          </span>
        )}
      </div>
    )
  return (
    <div className={classes.line}>
      <span className={classes.text}>
        {notice.kind === 'done' ? signOutDoneText(notice.done) : <MovedText done={notice.done} />}
      </span>
      {notice.done.id !== null && <UndoButton />}
    </div>
  )
}

function MovedText({ done }: { readonly done: ExpiryDone }) {
  return useClock(clock => expiryDoneText(done, formatClockTime(done.to, clock)))
}

function UndoButton() {
  const { signOut } = useStores()
  const isUndoing = useSignOut(state => state.isUndoing)
  const mod = useApp(state => (state.facts?.platform === 'darwin' ? '⌘' : 'Ctrl'))
  return (
    <Button
      variant="default"
      loading={isUndoing}
      rightSection={<Kbd>{`${mod} Z`}</Kbd>}
      onClick={() => void signOut.undo()}
    >
      Undo
    </Button>
  )
}
