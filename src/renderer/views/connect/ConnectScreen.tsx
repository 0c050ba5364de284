import { useState } from 'react'
import type { Mend } from '../../../shared/fault'
import { withOptions } from '../../../shared/uri-options'
import { useApp, useStores } from '../../state/context'
import { ConnectForm } from './ConnectForm'
import { ConnectReport } from './ConnectReport'
import classes from './ConnectScreen.module.css'
import { DemoOffer } from './DemoOffer'

/** The string that was last tried from here, and what it was mended from. */
interface Tried {
  readonly uri: string
  readonly isReadOnly: boolean
  readonly insteadOf: string | null
}

/** Where a connection begins: its string, how far connecting has come or why it failed, and the demo. */
export function ConnectScreen() {
  const { commands } = useStores()
  const [uri, setUri] = useState('mongodb://localhost:27017')
  const [tried, setTried] = useState<Tried | null>(null)
  const hasReport = useApp(
    ({ isConnecting, connectFault, steps }) =>
      isConnecting || connectFault !== null || steps.some(step => !step.isDone)
  )

  function connect(next: Tried): void {
    setTried(next)
    void commands.connect(next.uri, next.isReadOnly, next.insteadOf)
  }

  function mend(failed: Tried, { options }: Mend): void {
    const mended = withOptions(failed.uri, options)
    setUri(mended)
    connect({ ...failed, uri: mended, insteadOf: failed.insteadOf ?? failed.uri })
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
          uri={uri}
          setUri={setUri}
          connect={(next, isReadOnly) => connect({ uri: next, isReadOnly, insteadOf: null })}
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
