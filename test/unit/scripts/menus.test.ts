import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'

/** Menus over one thing: a line of the document, one user, facets that have no room; what they do is said of that thing. */
const ofOneThing = [
  'NodeMenu.tsx',
  'UserLineRow.tsx',
  'FoldedSegments.tsx',
  'ActionItem.tsx',
  'ColumnsMenu.tsx'
]

it('has every menu take its items from the actions that the palette lists', () => {
  const folder = join('src', 'renderer')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.tsx')
  )
  const own = files.filter(file => /<Menu\.\w*Item\b/.test(readFileSync(join(folder, file), 'utf8')))
  expect(own.map(file => basename(file)).sort()).toEqual([...ofOneThing].sort())
})
