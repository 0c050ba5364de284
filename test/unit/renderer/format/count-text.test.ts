import { expect, it } from 'vitest'
import { countNoteDetail, countNoteText, usersNoteText } from '../../../../src/renderer/format/count-text'

const counted = { at: 10_000, sampled: null, hasUsers: true, trouble: null }

it('says how old a count is, how rough, and when there is none yet', () => {
  expect(countNoteText(counted, 11_000)).toBe('counted just now')
  expect(countNoteText(counted, 18_000)).toBe('counted 8 s ago')
  expect(countNoteText({ ...counted, at: null }, 0)).toBe('The database is counting')
  expect(countNoteText({ ...counted, sampled: 2000, hasUsers: false }, 18_000)).toBe(
    'estimated from 2,000 sessions · counted 8 s ago'
  )
})

it('tells a count that failed, and which one stands', () => {
  const trouble = 'The database needed more than a minute.'
  expect(countNoteText({ ...counted, trouble }, 130_000)).toBe('The last count failed · counted 2 min ago')
  expect(countNoteText({ ...counted, at: null, trouble }, 0)).toBe('Could not be counted')
  expect(countNoteDetail({ ...counted, trouble })[0]).toBe(trouble)
})

it('says of how many users only the first are listed', () => {
  const users = { at: 10_000, listed: 2000, trouble: null }
  expect(usersNoteText(users, 96_412, 18_000)).toBe(
    'the first 2,000 of 96,412 users; the filter finds the others · counted 8 s ago'
  )
  expect(usersNoteText(users, 1999, 18_000)).toBe('counted 8 s ago')
  expect(usersNoteText({ ...users, at: null }, null, 0)).toBeNull()
})
