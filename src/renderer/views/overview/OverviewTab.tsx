import { useEffect } from 'react'
import type { OverviewSpan, OverviewWindow } from '../../../shared/domain/overview'
import { formatClockTime } from '../../format/clock-time'
import { formatDuration } from '../../format/duration'
import { FilterRow } from '../../parts/FilterRow'
import { Nothing } from '../../parts/Nothing'
import { Segments } from '../../parts/Segments'
import {
  useClock,
  useIsLost,
  useOverview,
  usePause,
  useStoreFacts,
  useStores,
  useUi
} from '../../state/context'
import { ExpiryPanel } from './ExpiryPanel'
import { Figures } from './Figures'
import { LevelsPanel } from './LevelsPanel'
import classes from './OverviewTab.module.css'
import { RatesPanel } from './RatesPanel'
import { RestartQuestion } from './RestartQuestion'
import { TopUsersPanel } from './TopUsersPanel'

/** How the store goes: over time, and from now on. */
export function OverviewTab() {
  const { overview } = useStores()
  const view = useOverview(state => state.view)
  const fault = useOverview(state => state.fault)
  const span = useUi(state => state.overviewSpan)
  const ns = useStoreFacts()?.ns ?? null

  useEffect(() => {
    if (ns === null) return
    // In a window that is minimised nobody looks either.
    const follow = () => (document.hidden ? overview.leave() : void overview.show(span))
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => document.removeEventListener('visibilitychange', follow)
  }, [overview, span, ns])
  useEffect(() => overview.leave, [overview])

  return (
    <>
      <SpanRow view={view} span={span} />
      {view !== null && (
        <div className={classes.scroll}>
          <Figures view={view} />
          <RestartQuestion view={view} />
          <div className={classes.panels}>
            {/* Keyed by span: another one is another chart, drawn anew. */}
            <LevelsPanel key={`levels ${view.ask.span}`} view={view} />
            <RatesPanel key={`rates ${view.ask.span}`} view={view} />
            <ExpiryPanel view={view} />
            <TopUsersPanel view={view} />
          </div>
        </div>
      )}
      {view === null && fault !== null && <Nothing title={fault.message} text={fault.hint} />}
    </>
  )
}

function SpanRow({ view, span }: { readonly view: OverviewWindow | null; readonly span: OverviewSpan }) {
  const { ui } = useStores()
  const openFor = useClock(clock => (view === null ? '' : formatDuration(clock.now - view.openedAt)))
  return (
    <FilterRow>
      <Segments
        label="Span"
        value={span}
        onChange={value => ui.setState({ overviewSpan: value })}
        segments={[
          { value: '5m', label: '5 min', count: null },
          { value: '1h', label: '1 hour', count: null },
          { value: 'all', label: `Since connected ${openFor}`.trim(), count: null }
        ]}
      />
      <span className={classes.words}>Sextant draws what it has seen; the store keeps no history</span>
      <Updated view={view} />
    </FilterRow>
  )
}

/** As of when, and why not as of now. */
function Updated({ view }: { readonly view: OverviewWindow | null }) {
  const isLost = useIsLost()
  const isPaused = usePause() !== null
  const zone = useClock(clock => clock.zone)
  if (view === null) return null
  const at = formatClockTime(view.madeAt, { now: view.madeAt, zone })
  const why = isLost ? 'not connected, ' : isPaused ? 'paused, ' : ''
  return <span className={classes.updated}>{`${why}updated ${at}`}</span>
}
