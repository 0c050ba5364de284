import { useElementSize } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { ResizeHandle } from '../../parts/ResizeHandle'
import { useApp, useStoreFacts, useStores, useUi } from '../../state/context'
import { ActivityTab } from '../activity/ActivityTab'
import { DetailDrawer } from '../detail/DetailDrawer'
import { HealthTab } from '../health/HealthTab'
import { PastBar } from '../past/PastBar'
import { SessionsTab } from '../sessions/SessionsTab'
import { UsersTab } from '../users/UsersTab'
import { NoStore } from './NoStore'
import { StatusBar } from './StatusBar'
import { StoreFault } from './StoreFault'
import { StoreHeader } from './StoreHeader'
import classes from './StoreScreen.module.css'
import { TabBar } from './TabBar'
import { TotalsStrip } from './TotalsStrip'

/** With its charts it is as large as the rest of the page: loaded when it is first looked at. */
const OverviewTab = lazy(async () => ({ default: (await import('../overview/OverviewTab')).OverviewTab }))

/** What is left for the grid however wide the drawer is pulled. */
const GRID_MIN_PX = 320
const DRAWER_MIN_PX = 300

/** The open store: header, totals, tabs, the drawer beside them, and the status bar. */
export function StoreScreen() {
  const { ui } = useStores()
  const { ref, width } = useElementSize()
  const isOpen = useStoreFacts() !== null
  const hasFault = useApp(state => state.storeFault !== null)
  const isOpening = useApp(state => state.openingNs !== null)
  const tab = useUi(state => state.tab)
  const isPastOpen = useUi(state => state.isPastOpen)
  const isDrawerOpen = useUi(state => state.isDrawerOpen && state.selectedKey !== null)
  const wantedWidth = useUi(state => state.drawerWidth)
  const most = Math.max(DRAWER_MIN_PX, (width || 1200) - GRID_MIN_PX)
  const drawerWidth = Math.min(wantedWidth, most)
  const isShown = (isOpen || isOpening) && !hasFault
  return (
    <div className={classes.root} ref={ref}>
      <StoreHeader />
      <TotalsStrip />
      <div className={classes.body}>
        <main className={classes.main} data-region>
          {isShown && <TabBar />}
          {isOpen && isPastOpen && <PastBar />}
          {isShown && (
            <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} className={classes.panel}>
              {tab === 'sessions' && <SessionsTab />}
              {tab === 'users' && <UsersTab />}
              {tab === 'activity' && <ActivityTab />}
              {tab === 'health' && <HealthTab />}
              <Suspense>{tab === 'overview' && <OverviewTab />}</Suspense>
            </div>
          )}
          {hasFault && <StoreFault />}
          {!isShown && !hasFault && <NoStore />}
        </main>
        {isShown && isDrawerOpen && (
          <aside className={classes.drawer} style={{ width: drawerWidth }} aria-label="Session" data-region>
            <ResizeHandle
              label="Width of the detail"
              width={drawerWidth}
              min={DRAWER_MIN_PX}
              max={most}
              grows="right"
              onChange={next => ui.setState({ drawerWidth: next })}
            />
            <DetailDrawer />
          </aside>
        )}
      </div>
      <StatusBar />
    </div>
  )
}
