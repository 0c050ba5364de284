import { describe, expect, it } from 'vitest'
import { savedActions } from '../../../../src/renderer/actions/saved-actions'
import { draftOfSaved, openAskOf, saveAskOf } from '../../../../src/renderer/state/connect-draft'
import { openSavedOf } from '../../../../src/renderer/state/open-saved'
import type { SavedConnection } from '../../../../src/shared/domain/saved-connection'
import { fault } from '../../../../src/shared/fault'
import type { Ask } from '../../../../src/shared/ipc/contract'
import { type Answers, aBridge } from '../../../support/renderer/a-bridge'
import { loneStores } from '../../../support/renderer/a-desk'
import { shopConnection } from '../../../support/renderer/shop-facts'

const aSaved = (part: Partial<SavedConnection> = {}): SavedConnection => ({
  id: 's1',
  connectionId: shopConnection.id,
  name: 'Staging',
  label: 'db:27017',
  colour: 'blue',
  isFavourite: true,
  environment: 'staging',
  isReadOnly: false,
  uri: 'mongodb://ann@db:27017/',
  ssh: null,
  kept: [],
  asked: [],
  usedAt: null,
  remark: '',
  ...part
})

async function someStores(saved: readonly SavedConnection[], answers: Answers = {}) {
  const bridge = aBridge({
    'app:read': () => ({ saved, recent: [], connection: null, kept: null }) as never,
    ...answers
  })
  const stores = loneStores(bridge)
  await stores.app.read()
  return { stores, bridge }
}

describe('the saved connection that is open', () => {
  it('is found by where it leads', () => {
    const other = aSaved({ id: 's2', connectionId: 'another' })
    expect(openSavedOf({ saved: [other, aSaved()], connection: shopConnection })?.id).toBe('s1')
    expect(openSavedOf({ saved: [aSaved()], connection: null })).toBeNull()
    expect(openSavedOf(null)).toBeNull()
  })

  it('is the one marked production, where several lead to the same server', () => {
    const saved = [aSaved({ environment: 'production' }), aSaved({ id: 's2', environment: 'staging' })]
    expect(openSavedOf({ saved, connection: shopConnection })?.id).toBe('s1')
  })
})

describe('pressing a saved connection', () => {
  it('connects at once with what it was saved with', async () => {
    const asked: Ask<'connection:open'>[] = []
    const { stores } = await someStores([aSaved()], {
      'connection:open': ask => {
        asked.push(ask)
        return shopConnection
      }
    })
    await stores.saved.connect(aSaved())
    expect(asked).toEqual([
      {
        uri: 'mongodb://ann@db:27017/',
        isReadOnly: false,
        ns: null,
        insteadOf: null,
        ssh: null,
        savedId: 's1',
        secrets: {}
      }
    ])
  })

  it('asks first for what is not kept', async () => {
    const lacking = aSaved({ asked: ['password'] })
    const { stores, bridge } = await someStores([lacking], { 'connection:open': () => shopConnection })
    await stores.saved.connect(lacking)
    expect(stores.ui.getState().askingSaved).toBe('s1')
    expect(bridge.asked).not.toContain('connection:open')
    await stores.saved.connectWith('s1', { password: 'typed' })
    expect(bridge.asked).toContain('connection:open')
  })
})

it('what is edited is what was saved, and goes back as it came', () => {
  const saved = aSaved({ kept: ['password'] })
  const draft = draftOfSaved(saved)
  const { name, colour, isFavourite, environment, isReadOnly, uri, ssh } = saved
  expect(saveAskOf(draft)).toEqual({
    id: 's1',
    secrets: {},
    keepsSecrets: true,
    ...{ name, colour, isFavourite, environment, isReadOnly, uri, ssh }
  })
  expect(draftOfSaved(aSaved({ asked: ['password'] })).keep.keepsSecrets).toBe(false)
  expect(openAskOf({ ...draft, uri: ' mongodb://x ' }, null).uri).toBe('mongodb://x')
})

it('a favourite can be made one and unmade, and why not is told', async () => {
  const asked: Ask<'saved:save'>[] = []
  const { stores } = await someStores([aSaved()], {
    'saved:save': ask => {
      asked.push(ask)
      if (asked.length > 1) throw fault('gone', 'This connection is no longer saved.')
      return aSaved({ isFavourite: false })
    }
  })
  const press = () =>
    savedActions(stores)
      .find(one => one.id === 'favourite s1')
      ?.run()
  press()
  await expect.poll(() => asked).toMatchObject([{ id: 's1', isFavourite: false, name: 'Staging' }])
  press()
  await expect.poll(() => stores.app.getState().notice?.code).toBe('gone')
})

it('the form is empty again once its connection is deleted', async () => {
  const { stores } = await someStores([aSaved()], { 'saved:delete': () => [] })
  await stores.saved.edit('s1')
  expect(stores.ui.getState().chosenSaved).toBe('s1')
  await stores.saved.remove('s1')
  expect(stores.ui.getState().chosenSaved).toBeNull()
})
