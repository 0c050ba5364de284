import { expect, it } from 'vitest'
import {
  signOutAct,
  signOutDoneText,
  signOutSentence,
  signOutTitle,
  undoneText
} from '../../../../src/renderer/format/sign-out-text'
import type { SignOutPlan } from '../../../../src/shared/domain/sign-out'
import { fault } from '../../../../src/shared/fault'

const plan = (part: Partial<SignOutPlan>): SignOutPlan => ({
  id: 1,
  sessions: 2,
  signedIn: 2,
  people: 1,
  user: 'ann@shop.io',
  isEverybody: false,
  mustType: false,
  rows: [],
  ...part
})

it('says whom it signs out, from where, and what that means', () => {
  expect(signOutTitle(plan({}))).toBe('Sign out ann@shop.io?')
  expect(signOutSentence(plan({}), 'shop.sessions')).toBe(
    '2 sessions will be deleted from shop.sessions. On the next click in either browser, ann@shop.io is a guest again.'
  )
  expect(signOutAct(plan({}), 1)).toBe('Sign out 1 session')
})

it('tells several users, and guests among them', () => {
  const mixed = plan({ sessions: 9, signedIn: 5, people: 4, user: null })
  expect(signOutTitle(mixed)).toBe('Sign out 4 users?')
  expect(signOutSentence(mixed, 'shop.sessions')).toBe(
    '9 sessions will be deleted from shop.sessions. 5 of them are signed in, of 4 users. On the next click in those browsers, they are guests again.'
  )
})

it('ends guests rather than signing them out', () => {
  const guests = plan({ sessions: 1, signedIn: 0, people: 0, user: null })
  expect(signOutTitle(guests)).toBe('End 1 session of guests?')
  expect(signOutAct(guests, 1)).toBe('End 1 session')
  expect(signOutSentence(guests, 's.t')).toBe(
    '1 session will be deleted from s.t. Their carts and settings go with them.'
  )
})

it('tells what was done, what had gone, and what could not be done', () => {
  const done = {
    id: 1,
    ended: 2,
    gone: 1,
    people: 1,
    user: 'ann',
    isCancelled: true,
    fault: fault('lost', 'Gone.')
  }
  expect(signOutDoneText(done)).toBe(
    'Signed out ann. 1 session had gone already. Cancelled: the others are still there. The rest could not be ended: Gone.'
  )
  expect(signOutDoneText({ ...done, ended: 0, gone: 0, isCancelled: false, fault: null })).toBe(
    'Nothing was ended.'
  )
})

it('tells what came back, and who has signed in since', () => {
  const undone = { act: 'end' as const, restored: 3, cameBack: 1, signedInAgain: ['ann'], fault: null }
  expect(undoneText(undone)).toBe(
    'Brought back 3 sessions. 1 session written anew since, left as they are. ann has signed in again since.'
  )
})
