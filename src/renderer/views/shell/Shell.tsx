import { useApp, useUi } from '../../state/context'
import { AlertsDialog } from '../alerts/AlertsDialog'
import { ConnectScreen } from '../connect/ConnectScreen'
import { SavedDialogs } from '../connect/SavedDialogs'
import { ExportDialog } from '../export/ExportDialog'
import { AboutDialog } from '../palette/AboutDialog'
import { KeyList } from '../palette/KeyList'
import { Palette } from '../palette/Palette'
import { ActNotices } from '../sign-out/ActNotices'
import { AuditDialog } from '../sign-out/AuditDialog'
import { SignOutDialog } from '../sign-out/SignOutDialog'
import { MappingDialog } from '../store/MappingDialog'
import { StoreScreen } from '../store/StoreScreen'
import { WhyDialog } from '../why/WhyDialog'
import { NoState } from './NoState'
import { ProductionFrame } from './ProductionFrame'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { TabStrip } from './TabStrip'
import { useKeptFocus } from './use-kept-focus'
import { useShellKeys } from './use-shell-keys'
import { useWindowTitle } from './use-window-title'

/** The window's frame: the sidebar, and beside it the connect screen or the open store. */
export function Shell() {
  const width = useUi(state => state.sidebarWidth)
  const isReady = useApp(state => state.facts !== null)
  const isConnect = useApp(({ facts, isConnecting }) => isConnecting || facts?.connection === null)
  const isTold = useApp(state => state.notice !== null)
  useShellKeys()
  useKeptFocus()
  useWindowTitle()
  if (!isReady) return isTold ? <NoState /> : null
  return (
    <div className={classes.root} style={{ gridTemplateColumns: `${width}px minmax(0, 1fr)` }}>
      <Sidebar isConnect={isConnect} />
      <div className={classes.content}>
        <TabStrip />
        {isConnect ? <ConnectScreen /> : <StoreScreen />}
      </div>
      <Palette />
      <KeyList />
      <AboutDialog />
      <MappingDialog />
      <ExportDialog />
      <SignOutDialog />
      <AuditDialog />
      <WhyDialog />
      <AlertsDialog />
      <ActNotices />
      <SavedDialogs />
      <ProductionFrame />
    </div>
  )
}
