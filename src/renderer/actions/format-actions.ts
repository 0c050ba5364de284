import { formatIds } from '../../shared/domain/store'
import type { Stores } from '../state/stores'
import type { Action } from './action'

const libraries = formatIds.filter(id => id !== 'mapped')

/** Opens the sealed sessions of the store. */
export function unsealAction({ app, ui }: Stores): Action {
  return {
    id: 'unseal',
    label: 'Open sealed sessions…',
    isOff: app.getState().facts?.store?.seal !== 'closed',
    run: () => ui.setState({ isUnsealOpen: true })
  }
}

/** By which library's format the store is read. */
export function formatActions({ app, commands }: Stores): readonly Action[] {
  const chosen = app.getState().facts?.store?.ask.format ?? 'auto'
  const choices = [
    ['auto', 'Read as found by itself'] as const,
    ...libraries.map(id => [id, `Read as ${id}`] as const)
  ]
  return choices.map(([id, label]) => ({
    id: `format ${id}`,
    label,
    isOn: id === chosen,
    run: () => void commands.setFormat(id)
  }))
}
