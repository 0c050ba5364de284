import { useState } from 'react'
import type { Mend } from '../../../shared/fault'
import { withOptions } from '../../../shared/uri-options'
import { type ConnectDraft, firstDraft, openAskOf } from '../../state/connect-draft'
import { useApp, useStores } from '../../state/context'
import { ConnectForm } from './ConnectForm'
import { ConnectReport } from './ConnectReport'
import classes from './ConnectScreen.module.css'
import { DemoOffer } from './DemoOffer'

/** What was last tried from here, and the string that it was mended from. */
interface Tried {
  readonly draft: ConnectDraft
  readonly insteadOf: string | null
}

/** Where a connection begins: its string, how far connecting has come or why it failed, and the demo. */
export function ConnectScreen() {
  const { commands } = useStores()
  const [draft, setDraft] = useState(firstDraft)
  const [tried, setTried] = useState<Tried | null>(null)
  const hasReport = useApp(
    ({ isConnecting, connectFault, steps }) =>
      isConnecting || connectFault !== null || steps.some(step => !step.isDone)
  )

  function connect(next: Tried): void {
    setTried(next)
    void commands.connect(openAskOf(next.draft, next.insteadOf))
  }

  function mend(failed: Tried, { options }: Mend): void {
    const mended = { ...failed.draft, uri: withOptions(failed.draft.uri, options) }
    setDraft(mended)
    connect({ draft: mended, insteadOf: failed.insteadOf ?? failed.draft.uri })
  }

  return (
    <main className={classes.root} data-region>
      <div className={classes.page}>
        <h1 className={classes.title}>See who is signed in</h1>
        <p className={classes.lead}>
          Connect to the MongoDB server that keeps your sessions. Sextant finds the stores on it and reads
          them live.
        </p>
        <ConnectForm
          draft={draft}
          setDraft={setDraft}
          connect={next => connect({ draft: next, insteadOf: null })}
        />
        {hasReport && <ConnectReport onMend={tried === null ? null : how => mend(tried, how)} />}
        <DemoOffer />
        <p className={classes.note}>
          Knows the stores of connect-mongodb-session, connect-mongo and eleven other libraries by themselves,
          and any other once you say where its fields are.
        </p>
      </div>
    </main>
  )
}
