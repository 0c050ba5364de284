import { type LimitedRule, limitedRules, type WatchSettings } from '../../../shared/domain/watched'
import { notifyAction, watchRuleActions } from '../../actions/watch-actions'
import { faultText } from '../../format/fault-text'
import { ActionTick } from '../../parts/ActionTick'
import { useStores, useWatch } from '../../state/context'
import { LimitFields } from './LimitFields'
import classes from './WatchRules.module.css'

/** What is watched for while the store is open, and from how much on it is said. */
export function WatchRules() {
  const stores = useStores()
  const settings = useWatch(state => state.settings)
  const fault = useWatch(state => state.fault)
  if (settings === null) return null
  const rules = watchRuleActions(stores)
  return (
    <section className={classes.root} aria-labelledby="watched-title">
      <h2 id="watched-title" className={classes.title}>
        Watched while the store is open
      </h2>
      <p className={classes.text}>
        Some things no document tells: they are seen as they happen, and kept for as long as the store is
        open.
      </p>
      <ul className={classes.rules}>
        {rules.map(action => (
          <li key={action.id} className={classes.rule}>
            <ActionTick action={action} />
            <Limit id={action.id} settings={settings} />
          </li>
        ))}
      </ul>
      <ActionTick action={notifyAction(stores)} />
      {fault !== null && (
        <p className={classes.fault} role="alert">
          {faultText(fault)}
        </p>
      )}
    </section>
  )
}

/** The limit of a rule that has one. */
function Limit({ id, settings }: { readonly id: string; readonly settings: WatchSettings }) {
  const rule = limitedRules.find(one => id === `watch ${one}`)
  return rule === undefined ? null : <LimitOf rule={rule} settings={settings} />
}

function LimitOf({ rule, settings }: { readonly rule: LimitedRule; readonly settings: WatchSettings }) {
  const { watch } = useStores()
  return (
    <LimitFields
      rule={rule}
      limit={settings.limits[rule]}
      isOff={settings.off.includes(rule)}
      onChange={part => void watch.limit(rule, part)}
    />
  )
}
