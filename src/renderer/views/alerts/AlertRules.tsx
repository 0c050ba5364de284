import {
  type AlertList,
  type AlertRule,
  alertRules,
  MOST_QUIET_MINUTES,
  thresholdBounds
} from '../../../shared/domain/alerts'
import { alertWords } from '../../../shared/words/alert-words'
import { alertRuleActions, notifyAlertsAction } from '../../actions/alert-actions'
import { ActionTick } from '../../parts/ActionTick'
import { WholeNumber } from '../../parts/WholeNumber'
import { useStores } from '../../state/context'
import classes from './AlertRules.module.css'

/** Each alert on or off, from when on it is raised, and for how long it then keeps quiet. */
export function AlertRules({ list }: { readonly list: AlertList }) {
  const stores = useStores()
  const actions = alertRuleActions(stores)
  return (
    <section className={classes.root} aria-labelledby="alert-rules-title">
      <h3 id="alert-rules-title" className={classes.title}>
        Tell me of
      </h3>
      <p className={classes.text}>
        For its quiet minutes after it is over, the same alert is not raised again.
      </p>
      <ul className={classes.rules}>
        {alertRules.map((rule, i) => (
          <li key={rule} className={classes.rule}>
            <ActionTick action={actions[i]} />
            <Numbers rule={rule} list={list} />
            {list.limits[rule] !== undefined && <p className={classes.limit}>{list.limits[rule]}</p>}
          </li>
        ))}
      </ul>
      <ActionTick action={notifyAlertsAction(stores)} />
    </section>
  )
}

/** `more than 20 active sessions, quiet for 10 min`, both numbers fields. */
function Numbers({ rule, list }: { readonly rule: AlertRule; readonly list: AlertList }) {
  const { alerts } = useStores()
  const { threshold, quietMinutes } = list.settings.rules[rule]
  const { name, before, unit } = alertWords[rule]
  return (
    <span className={classes.numbers}>
      {before}
      <WholeNumber
        label={`${name}: ${before} how many ${unit}`}
        value={threshold}
        range={thresholdBounds[rule]}
        onChange={next => void alerts.set(rule, { threshold: next })}
      />
      {unit}, quiet for
      <WholeNumber
        label={`${name}: quiet for how many minutes`}
        value={quietMinutes}
        range={[0, MOST_QUIET_MINUTES]}
        onChange={next => void alerts.set(rule, { quietMinutes: next })}
      />
      min
    </span>
  )
}
