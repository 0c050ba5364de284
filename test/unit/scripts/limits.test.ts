import { expect, it } from 'vitest'
import { findTrouble } from '../../../scripts/limits.mjs'

const lines = (count: number) => 'x\n'.repeat(count)

it('lets a source file have 300 lines and not one more', () => {
  expect(findTrouble('src/main/index.ts', lines(300))).toEqual([])
  expect(findTrouble('src/main/index.ts', lines(301))).toHaveLength(1)
})

it('lets a document be as long as it needs to be', () => {
  expect(findTrouble('README.md', lines(301))).toEqual([])
})

it('finds a to-do that no issue remembers', () => {
  const word = ['TO', 'DO'].join('')
  expect(findTrouble('src/a.ts', `// ${word}: later`)).toHaveLength(1)
  expect(findTrouble('src/a.ts', `// ${word} #12: later`)).toEqual([])
})

it('finds a test that shuts out the others', () => {
  expect(findTrouble('test/unit/a.test.ts', ['it.only', "('x')"].join(''))).toHaveLength(1)
})

it('finds a path that only one machine has', () => {
  expect(findTrouble('README.md', `see ${['', 'root', 'notes.txt'].join('/')}`)).toHaveLength(1)
  expect(findTrouble('src/a.ts', "import { a } from '../work/a'")).toEqual([])
})

it('finds where a lock file would fetch from', () => {
  const line = `"resolved": "${['https:', '', 'example.org', 'a.tgz'].join('/')}"`
  expect(findTrouble('package-lock.json', line)).toHaveLength(1)
})
