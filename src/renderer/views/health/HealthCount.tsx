import { allFindings, countOfSeverity } from '../../../shared/domain/finding'
import { useHealth } from '../../state/context'
import classes from './HealthCount.module.css'

/** On the tab: how many findings are critical, or, with none of those, how many are warnings. */
export function HealthCount() {
  const health = useHealth(state => state.health)
  if (health === null) return null
  const findings = allFindings(health)
  const severity = countOfSeverity(findings, 'critical') > 0 ? 'critical' : 'warning'
  const count = countOfSeverity(findings, severity)
  if (count === 0) return null
  const word = severity === 'critical' ? 'critical' : count === 1 ? 'warning' : 'warnings'
  return (
    <span className={classes.count} data-severity={severity}>
      {count}
      <span className="visually-hidden"> {word}</span>
    </span>
  )
}
