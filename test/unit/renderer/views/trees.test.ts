import { expect, it } from 'vitest'
import { sizeText, treeNodes } from '../../../../src/renderer/views/detail/tree-nodes'
import { storeNodes } from '../../../../src/renderer/views/shell/store-nodes'
import { aRow } from '../../../support/renderer/rows'
import { detailOf, shopConnection } from '../../../support/renderer/shop-facts'

const { discovery } = shopConnection
const nothing: ReadonlySet<string> = new Set()

function idsOf(folds: ReadonlySet<string>, find = ''): string[] {
  return storeNodes(discovery, folds, find).map(node => node.id)
}

it('shows the stores of each database, the other collections behind a fold', () => {
  expect(idsOf(nothing)).toEqual([
    'database:shop',
    'shop.sessions',
    'shop.admin_sessions',
    'others:shop',
    'database:blog',
    'blog.mySessions',
    'others:blog'
  ])
})

it('unfolds the other collections, and folds a database', () => {
  expect(idsOf(new Set(['others:blog']))).toContain('blog.posts')
  expect(idsOf(new Set(['database:shop']))).not.toContain('shop.sessions')
})

it('finds a collection by part of its name, folded or not', () => {
  expect(idsOf(new Set(['database:blog']), 'OSTS')).toEqual(['database:blog', 'blog.posts'])
  expect(idsOf(nothing, 'nowhere')).toEqual([])
})

it('opens the outer branches of a document, and turns those the person turned', () => {
  const { document } = detailOf(aRow(), [], 0)
  const ids = (turned: ReadonlySet<string>) => treeNodes(document, turned).map(line => line.id)
  expect(ids(nothing)).toContain('session.user.email')
  expect(ids(nothing)).not.toContain('session.cart.items.0')
  expect(ids(new Set(['session.cart.items']))).toContain('session.cart.items.0')
  expect(ids(new Set(['session']))).toEqual(['_id', 'expires', 'session'])
})

it('says how much a branch holds', () => {
  const session = detailOf(aRow(), [], 0).document.children?.[2]
  if (session === undefined) throw new Error('no session')
  expect(sizeText(session)).toBe('5 fields')
})
