import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treeOf } from '../../../src/monitor/detail-tree'
import { payloadOf } from '../../../src/monitor/formats/payload'
import { jsonText } from '../../../src/renderer/views/detail/json-text'
import { treeNodes } from '../../../src/renderer/views/detail/tree-nodes'
import { searchTree } from '../../../src/renderer/views/detail/tree-search'
import { anyDocument } from '../../support/documents'

const shown = (document: unknown, revealed: readonly string[] = []) =>
  treeOf(document, {
    isIdPath: path => path === '_id',
    sessionId: 'abcdefghij',
    payloadPath: 'session',
    readPayload: payloadOf,
    revealPaths: new Set(revealed)
  })

describe('jsonText', () => {
  it('is relaxed Extended JSON, the payload parsed', () => {
    const text = jsonText(
      shown({
        at: new Date(0),
        big: 9_007_199_254_740_993n,
        half: 0.5,
        none: null,
        list: [],
        session: '{"a":[1,{"b":"c"}]}'
      })
    )
    expect(JSON.parse(text)).toEqual({
      at: { $date: '1970-01-01T00:00:00.000Z' },
      big: { $numberLong: '9007199254740993' },
      half: 0.5,
      none: null,
      list: [],
      session: { a: [1, { b: 'c' }] }
    })
  })

  it('hides what the tree hides', () => {
    const document = { _id: 'abcdefghij', session: { csrfToken: 'c0ffee', own: 'x abcdefghij' } }
    const text = jsonText(shown(document))
    expect(text).not.toContain('c0ffee')
    expect(text).not.toContain('abcdefghij')
    expect(jsonText(shown(document, ['session.csrfToken']))).toContain('c0ffee')
  })

  it('can be parsed, whatever the document', () => {
    fc.assert(fc.property(anyDocument(), document => void JSON.parse(jsonText(shown(document)))))
  })
})

describe('searchTree', () => {
  const root = shown({ session: { cart: { items: [{ sku: 'Rain shell' }] }, csrfToken: 'rain' } })

  it('finds names and values in whatever case, but not what is masked', () => {
    const idsOf = (text: string) => searchTree(root, text).map(one => one.id)
    expect(idsOf('RAIN')).toEqual(['session.cart.items.0.sku'])
    expect(idsOf(' token')).toEqual(['session.csrfToken'])
    expect(idsOf('  ')).toEqual([])
  })

  it('says which branches to open, and with them open every place is a line', () => {
    fc.assert(
      fc.property(anyDocument(), fc.string({ minLength: 1, maxLength: 2 }), (document, text) => {
        const tree = shown(document)
        for (const { id, branches } of searchTree(tree, text).slice(0, 20))
          expect(treeNodes(tree, new Set(), branches).map(line => line.id)).toContain(id)
      }),
      { numRuns: 50 }
    )
  })
})
