import type { Raised } from '../monitor/alerts/raising'
import {
  type Alert,
  type AlertRule,
  type AlertSettings,
  alertRules,
  firstAlertSettings,
  thresholdBounds
} from '../shared/domain/alerts'
import { clockText } from './event-line'
import { plain } from './table'

/**
 * One more alert to be told of, as `--alert` names it: `feed-lost`, or `many-sessions=5` with a threshold. Null where the text
 * names none, or no threshold that it can have.
 */
export function withAlert(text: string, settings: AlertSettings = firstAlertSettings): AlertSettings | null {
  const [name, number, ...rest] = text.split('=')
  const rule = alertRules.find(one => one === name)
  if (rule === undefined || rest.length > 0) return null
  const threshold = number === undefined ? settings.rules[rule].threshold : Number(number)
  if (number !== undefined && !isThreshold(rule, number)) return null
  const set = { ...settings.rules[rule], isOn: true, threshold }
  return { ...settings, rules: { ...settings.rules, [rule]: set } }
}

function isThreshold(rule: AlertRule, text: string): boolean {
  const [least, most] = thresholdBounds[rule]
  return /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
}

/** What `--alert` takes, for when it was given something else. */
export const alertHelp = `Give one of ${alertRules.join(', ')}, with its threshold if it is to be another: many-sessions=5.`

/** All that a look changed, each as a JSON object. Times are epoch milliseconds by the server's clock. */
export const alertJson = (change: Raised): readonly string[] =>
  linesOf(change, (state, { rule, title, user, raisedAt, overAt }) =>
    JSON.stringify({ kind: 'alert', alert: rule, state, text: title, user, at: overAt ?? raisedAt })
  )

/** The same as sentences. */
export const alertText = (change: Raised): readonly string[] => linesOf(change, sentenceOf)

function linesOf({ raised, over }: Raised, lineOf: (state: 'raised' | 'over', alert: Alert) => string) {
  return [...raised.map(one => lineOf('raised', one)), ...over.map(one => lineOf('over', one))]
}

/** `12:04:11  ALERT  One user has 14 active sessions, more than 10: ann@shop.io`. */
export function sentenceOf(state: 'raised' | 'over', { title, user, raisedAt, overAt }: Alert): string {
  const who = user === null ? '' : `: ${plain(user)}`
  return `${clockText(overAt ?? raisedAt)}  ${state === 'raised' ? 'ALERT' : 'OVER '}  ${title}${who}`
}
