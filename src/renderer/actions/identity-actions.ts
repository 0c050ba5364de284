import type { Stores } from '../state/stores'
import type { Action } from './action'

/** Who the users are: what was shown by example, and where their names come from. */
export function identityActions({ app, ui, names, commands }: Stores): readonly Action[] {
  const store = app.getState().facts?.store
  const { source, proposal, search } = names.getState()
  const [learned] = store?.ask.userPaths ?? []
  return [
    ...(learned === undefined
      ? [
          {
            id: 'choose-example',
            label: 'Choose a session to show the user in',
            short: 'Choose a session',
            run: () => ui.setState({ tab: 'sessions' })
          }
        ]
      : [
          {
            id: 'unlearn-user',
            label: `Undo: no longer read the user from ${learned}`,
            short: `Undo: no longer read ${learned}`,
            run: () => void commands.unlearnUser()
          }
        ]),
    ...(source === null
      ? []
      : [
          {
            id: 'unjoin-names',
            label: 'Undo: show user keys only',
            run: () => void commands.joinNames(null)
          }
        ]),
    ...(source !== null || proposal === null
      ? []
      : [
          {
            id: 'join-names',
            label: `Show names from ${proposal.source.ns}`,
            run: () => void commands.joinNames(proposal.source)
          }
        ]),
    {
      id: 'find-names',
      label: 'Look for a collection that has the users’ names',
      isOff: source !== null || search !== 'not yet',
      run: () => void names.search()
    }
  ]
}
