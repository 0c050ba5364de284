import { expect, it } from 'vitest'
import { createOnceARule, findingLineText } from '../../../src/cli/finding-line'
import { findingLine } from '../../../src/cli/json-lines'
import { aFinding } from '../../support/findings'

it('is a line with severity, title, evidence and rule, in which nothing steers the terminal', () => {
  expect(findingLineText(aFinding())).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} {2}critical +1 guest signed in and kept the session id; 12:04:11 UTC; id: 4f…e1 \(login-without-regenerate\)$/
  )
  expect(findingLineText(aFinding({ title: 'a\u001b[2Jb' }))).toContain('a·[2Jb')
})

it('is a JSON object of the kind finding', () => {
  expect(JSON.parse(findingLine(aFinding()))).toEqual({ kind: 'finding', ...aFinding() })
})

it('is told once a rule, whatever its figures are later', () => {
  const onceARule = createOnceARule()
  const flood = aFinding({ rule: 'guest-flood' })
  expect(onceARule([aFinding()])).toEqual([aFinding()])
  expect(onceARule([aFinding({ title: '2 guests signed in' }), flood])).toEqual([flood])
  expect(onceARule([flood, aFinding()])).toEqual([])
})
