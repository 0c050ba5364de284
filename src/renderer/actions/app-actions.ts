import type { Appearance, WindowAct } from '../../shared/ipc/contract'
import type { TimeZone } from '../format/clock-time'
import type { TimeStyle } from '../format/instant'
import type { Stores } from '../state/stores'
import type { Action } from './action'

const appearances: readonly (readonly [Appearance, string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark']
]
const zones: readonly (readonly [TimeZone, string])[] = [
  ['local', 'In this computer’s time zone'],
  ['utc', 'In UTC']
]
const styles: readonly (readonly [TimeStyle, string])[] = [
  ['usual', 'As each column has it'],
  ['relative', 'How long ago, how long left'],
  ['clock', 'By the clock']
]

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Light, dark, or as the system has it. */
export function appearanceActions({ app, commands }: Stores): readonly Action[] {
  const now = app.getState().facts?.appearance
  return appearances.map(([value, short]) => ({
    id: `appearance ${value}`,
    label: `Appearance: ${lower(short)}`,
    short,
    isOn: value === now,
    run: () => void commands.setAppearance(value)
  }))
}

/** Whose calendar times are told in. */
export function zoneActions({ ui }: Stores): readonly Action[] {
  const { times } = ui.getState()
  return zones.map(([zone, short]) => ({
    id: `zone ${zone}`,
    label: `Times: ${lower(short)}`,
    short,
    isOn: zone === times.zone,
    run: () => ui.setState({ times: { ...times, zone } })
  }))
}

/** How instants are told. */
export function timeStyleActions({ ui }: Stores): readonly Action[] {
  const { times } = ui.getState()
  return styles.map(([style, short]) => ({
    id: `times ${style}`,
    label: `Since, last seen, expiry: ${lower(short)}`,
    short,
    isOn: style === times.style,
    run: () => ui.setState({ times: { ...times, style } })
  }))
}

const windowActs: readonly (readonly [WindowAct, string])[] = [
  ['zoom in', 'Zoom in'],
  ['zoom out', 'Zoom out'],
  ['zoom reset', 'Actual size'],
  ['full screen', 'Full screen, or no longer'],
  ['show log', 'Show log']
]

/** What main does with the window. */
export function windowActions({ bridge }: Stores): readonly Action[] {
  return windowActs.map(([act, label]) => ({
    id: act,
    label,
    run: () => void bridge.ask('window:act', act)
  }))
}

/** Which versions this is made of. */
export function aboutAction({ ui }: Stores): Action {
  return { id: 'about', label: 'About Sextant', run: () => ui.setState({ isAboutOpen: true }) }
}

/** The list of keys. */
export function keysAction({ ui }: Stores): Action {
  return { id: 'keys', label: 'Keys', run: () => ui.setState({ isKeyListOpen: true }) }
}
