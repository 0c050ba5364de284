import { expect, it } from 'vitest'
import { keepSitting, sittingIn } from '../../../../src/renderer/state/sitting'
import { createUiStore } from '../../../../src/renderer/state/ui-store'
import { aBridge } from '../../../support/renderer/a-bridge'

it('a page that is loaded anew finds tab, filter and selection as the last one left them', () => {
  let kept: string | null = null
  const bridge = aBridge({
    'page:keep': text => {
      kept = text
      return null
    }
  })
  const before = createUiStore(null)
  const stop = keepSitting(before, bridge)
  before.setState({ tab: 'users', selectedUser: 'user ann' })
  before.setUsers({ filter: 'ann' })

  const after = createUiStore(null)
  after.setState(sittingIn(kept))
  const { tab, selectedUser, users } = after.getState()
  expect({ tab, selectedUser, users }).toEqual({
    tab: 'users',
    selectedUser: 'user ann',
    users: before.getState().users
  })
  stop()
  before.setState({ tab: 'overview' })
  expect(kept).not.toContain('"tab":"overview"')
})

it('only what a person would miss is left, and nothing at the first start', () => {
  const bridge = aBridge({ 'page:keep': () => null })
  const ui = createUiStore(null)
  keepSitting(ui, bridge)
  ui.setState({ isAboutOpen: true, sidebarWidth: 300 })
  expect(bridge.asked).toEqual([])
  expect(sittingIn(null)).toEqual({})
})
