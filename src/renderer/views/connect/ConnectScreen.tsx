import { useApp } from '../../state/context'
import { ConnectForm } from './ConnectForm'
import { ConnectReport } from './ConnectReport'
import classes from './ConnectScreen.module.css'
import { DemoOffer } from './DemoOffer'

/** Where a connection begins: its string, how far connecting has come or why it failed, and the demo. */
export function ConnectScreen() {
  const hasReport = useApp(
    ({ isConnecting, connectFault, steps }) =>
      isConnecting || connectFault !== null || steps.some(step => !step.isDone)
  )
  return (
    <main className={classes.root} data-region>
      <div className={classes.page}>
        <h1 className={classes.title}>See who is signed in</h1>
        <p className={classes.lead}>
          Connect to the MongoDB server that keeps your sessions. Sextant finds the stores on it and reads
          them live.
        </p>
        <ConnectForm />
        {hasReport && <ConnectReport />}
        <DemoOffer />
        <p className={classes.note}>
          Reads stores written by connect-mongodb-session and connect-mongo, and any other once you say where
          its fields are.
        </p>
      </div>
    </main>
  )
}
