import { Long } from 'bson'
import { expect, inject, it } from 'vitest'
import { readColumns } from '../../../src/monitor/columns'
import { sessionKeyOf } from '../../../src/monitor/session-key'
import type { SessionKey } from '../../../src/shared/domain/session'
import { documentsOf, filled } from '../../support/counted-store'
import { aDatabase } from '../../support/database'

const database = aDatabase(inject('replicaSetUri'))

const payload = {
  cart: { items: [1, 2, 3], total: 10.5, note: 'two words' },
  visits: Long.fromNumber(7),
  user: { email: 'ann@shop.io', passwordHash: 'tell nobody', session: 'cookie is id-0000 signed' },
  gone: null
}

it('reads the values of rows on screen from objects and JSON text alike, secrets masked', async () => {
  const [asObject] = documentsOf(1, () => payload)
  const asText = {
    ...asObject,
    _id: 'text-000',
    session: JSON.stringify({ ...payload, visits: 7 })
  }
  await filled(database, 'both', [asObject ?? {}, asText])
  const idOf = new Map<SessionKey, string>(
    ['id-0000', 'text-000', 'never-there'].map(id => [sessionKeyOf(id), id])
  )
  const source = {
    collection: database.db.collection('both'),
    payloadPath: 'session',
    vault: { documentIdOf: (key: SessionKey) => idOf.get(key), sessionIdOf: () => 'is id-0000' }
  }
  const paths = [
    'cart.items',
    'cart',
    'cart.total',
    'cart.items.1',
    'visits',
    'nothing.here',
    'gone',
    '$where'
  ]
  const rows = await readColumns(source, [...idOf.keys()], paths)
  expect(rows).toHaveLength(2)
  for (const { values } of rows)
    expect(values.map(value => value && [value.text, value.isNumber])).toEqual([
      ['3', true],
      ['{…}', false],
      ['10.5', true],
      ['2', true],
      ['7', true],
      null,
      ['null', false],
      null
    ])
  const secret = await readColumns(
    source,
    [...idOf.keys()],
    ['user.passwordHash', 'user.session', 'user.email']
  )
  for (const { values } of secret)
    expect(values.map(value => value?.text)).toEqual(['••••••••', '••••••••', 'ann@shop.io'])
})
