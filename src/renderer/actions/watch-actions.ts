import { watchedRules } from '../../shared/domain/watched'
import { watchWords } from '../../shared/words/watch-words'
import type { Stores } from '../state/stores'
import type { Action } from './action'

/** What is watched for in the open store, each rule on or off. */
export function watchRuleActions({ watch }: Stores): readonly Action[] {
  const { settings } = watch.getState()
  return watchedRules.map(rule => {
    const isOn = settings?.off.includes(rule) === false
    return {
      id: `watch ${rule}`,
      label: `Watch for: ${watchWords[rule]}`,
      short: watchWords[rule],
      isOn,
      isOff: settings === null,
      run: () => void watch.turn(rule, !isOn)
    }
  })
}

/** Whether the system is to say when something is found. */
export function notifyAction({ watch }: Stores): Action {
  const isOn = watch.getState().settings?.isNotified === true
  return {
    id: 'watch-notify',
    label: 'Notify me when watching finds something',
    short: 'Show a notification when one of these finds something, without ids or names',
    isOn,
    isOff: watch.getState().settings === null,
    run: () => void watch.notify(!isOn)
  }
}
