import { useApp, useUi } from '../../state/context'
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
import { ProductionFrame } from './ProductionFrame'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { useKeptFocus } from './use-kept-focus'
import { useShellKeys } from './use-shell-keys'

/** The window's frame: the sidebar, and beside it the connect screen or the open store. */
export function Shell() {
  const width = useUi(state => state.sidebarWidth)
  const isReady = useApp(state => state.facts !== null)
  const isConnect = useApp(
    ({ facts, isChoosing, isConnecting }) => isChoosing || isConnecting || facts?.connection === null
  )
  const isTold = useApp(state => state.notice !== null)
  useShellKeys()
  useKeptFocus()
  if (!isReady) return isTold ? <p className={classes.told}>Sextant could not read its own state.</p> : null
  return (
    <div className={classes.root} style={{ gridTemplateColumns: `${width}px minmax(0, 1fr)` }}>
      <Sidebar isConnect={isConnect} />
      {isConnect ? <ConnectScreen /> : <StoreScreen />}
      <Palette />
      <KeyList />
      <AboutDialog />
      <MappingDialog />
      <ExportDialog />
      <SignOutDialog />
      <AuditDialog />
      <ActNotices />
      <SavedDialogs />
      <ProductionFrame />
    </div>
  )
}
