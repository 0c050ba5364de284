import { useElementSize } from '@mantine/hooks'
import { IconCopy, IconRefresh } from '@tabler/icons-react'
import { useEffect } from 'react'
import {
  allFindings,
  countOfSeverity,
  type Finding,
  type HealthReport,
  type StoreHealth,
  severities
} from '../../../shared/domain/finding'
import { passedWords, readWords, severityWords } from '../../../shared/words/health-words'
import { formatSpan } from '../../../shared/words/numbers'
import { checkAction, copyReportAction } from '../../actions/health-actions'
import { formatClockTime } from '../../format/clock-time'
import { FilterRow } from '../../parts/FilterRow'
import { Nothing } from '../../parts/Nothing'
import { Segments } from '../../parts/Segments'
import { useClock, useHealth, useStoreFacts, useStores, useUi } from '../../state/context'
import { FindingLine } from './FindingLine'
import classes from './HealthTab.module.css'
import { SeveritySign } from './SeveritySign'
import { WatchRules } from './WatchRules'

/** In less room only the time is told. */
const ROOMY_PX = 900

/** What is wrong with the store, the worst first, and what mends it. */
export function HealthTab() {
  const { health: store } = useStores()
  const health = useHealth(state => state.health)
  const fault = useHealth(state => state.fault)
  const isOpen = useStoreFacts() !== null
  const isUnasked = health !== null && health.report === null && health.trouble === null && !health.isChecking

  useEffect(() => {
    if (isOpen && isUnasked) void store.check()
  }, [store, isOpen, isUnasked])

  const findings = health === null ? [] : allFindings(health)
  const trouble = fault?.message ?? health?.trouble ?? null
  return (
    <>
      <HealthRow health={health} findings={findings} />
      {trouble !== null && health?.report != null && (
        <p className={classes.trouble} role="status">
          The last check came to nothing: {trouble} What stands here is of the one before.
        </p>
      )}
      <Findings health={health} findings={findings} trouble={trouble} />
    </>
  )
}

interface FindingsProps {
  readonly health: StoreHealth | null
  readonly findings: readonly Finding[]
  readonly trouble: string | null
}

function Findings({ health, findings, trouble }: FindingsProps) {
  const facet = useUi(state => state.healthFacet)
  const report = health?.report ?? null
  const shown = findings.filter(finding => facet === 'all' || finding.severity === facet)
  if (report === null && findings.length === 0)
    return trouble === null ? (
      <Nothing
        title="Looking into the store"
        text="Indexes, and at most 2,000 documents. Nothing is written."
      />
    ) : (
      <Nothing title="The store could not be checked" text={trouble} />
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard as well.
    <section className={classes.list} aria-label="Findings" tabIndex={0}>
      {shown.map(finding => (
        <FindingLine key={`${finding.rule} ${finding.title}`} finding={finding} />
      ))}
      {shown.length === 0 && report !== null && (
        <p className={classes.none} role="status">
          {findings.length === 0 ? 'Nothing is wrong with this store.' : `No finding is ${facet}.`}
        </p>
      )}
      {report !== null && (
        <p className={classes.passed}>
          {passedWords(report)}; {readWords(report)}
        </p>
      )}
      <WatchRules />
    </section>
  )
}

function HealthRow({ health, findings }: Pick<FindingsProps, 'health' | 'findings'>) {
  const stores = useStores()
  const facet = useUi(state => state.healthFacet)
  const check = checkAction(stores)
  const copy = copyReportAction(stores)
  const { ref, width } = useElementSize()
  return (
    <FilterRow innerRef={ref}>
      <Segments
        label="Severity"
        value={facet}
        onChange={value => stores.ui.setState({ healthFacet: value })}
        segments={[
          { value: 'all' as const, label: 'All', count: findings.length },
          ...severities.map(severity => ({
            value: severity,
            label: severityWords[severity],
            count: countOfSeverity(findings, severity),
            sign: <SeveritySign severity={severity} />
          }))
        ]}
      />
      <span className={classes.rest} />
      {health?.report && (
        <Checked report={health.report} isChecking={health.isChecking} isRoomy={width >= ROOMY_PX} />
      )}
      <button type="button" className={classes.act} aria-disabled={check.isOff} onClick={check.run}>
        <IconRefresh size={14} stroke={1.75} aria-hidden /> {check.short}
      </button>
      <button type="button" className={classes.act} aria-disabled={copy.isOff} onClick={copy.run}>
        <IconCopy size={14} stroke={1.75} aria-hidden /> {copy.short}
      </button>
    </FilterRow>
  )
}

/** When that was, and what it cost. */
function Checked({ report, isChecking, isRoomy }: CheckedProps) {
  const at = useClock(clock => formatClockTime(report.checkedAt, clock))
  const cost = isRoomy ? `, took ${formatSpan(report.tookMs)}, read-only` : ''
  return <span className={classes.checked}>{isChecking ? 'checking' : `checked ${at}${cost}`}</span>
}

interface CheckedProps {
  readonly report: HealthReport
  readonly isChecking: boolean
  readonly isRoomy: boolean
}
