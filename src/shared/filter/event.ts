import type { ActivityEvent } from '../domain/event'
import { compares, type FilterLeaf, type FilterTree, type Test, testOf } from './tree'

/** Answers for a session what its event does not say; null: it cannot be told either. */
export type AboutSession = (leaf: FilterLeaf, key: ActivityEvent['key']) => boolean | null

const untold: AboutSession = () => null

/**
 * A filter over what happened: words in the user or the kind of event ("signed-out"), users, states, the beginning of a
 * session's key, and the time left when it happened. What an event does not say is asked of `about`; what nobody can
 * tell neither lets in nor denies.
 */
export function createEventTest(tree: FilterTree, about: AboutSession = untold): Test<ActivityEvent> {
  return testOf(tree, (leaf, isDenied) => event => {
    const answer = said(leaf, event) ?? about(leaf, event.key)
    return answer !== null && answer !== isDenied
  })
}

/** What a word is looked for in, made once for each event: twenty thousand are gone through with every window. */
const texts = new WeakMap<ActivityEvent, string>()

function textOf(event: ActivityEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const { user, other, maskedId } = event
  // Whoever it likely went on as is found by name too.
  const text = [user ?? '', other?.user ?? '', maskedId, event.event].join('\n').toLowerCase()
  texts.set(event, text)
  return text
}

function said(leaf: FilterLeaf, event: ActivityEvent): boolean | null {
  const has = (text: string) => event.user?.toLowerCase().includes(text.toLowerCase()) ?? false
  switch (leaf.kind) {
    case 'word':
      // Of what happened, "signed-in" is the signing in, not the state.
      return textOf(event).includes(leaf.text.toLowerCase()) || isGuestWord(leaf.text, event)
    case 'user':
      return leaf.isWhole ? event.user === leaf.text : has(leaf.text)
    case 'state':
      return isOfState(leaf.state, event)
    case 'id':
      return event.key.startsWith(leaf.text) || null
    case 'time': {
      if (leaf.field !== 'expires') return null
      const leftMs = event.expiresAt === null ? Number.POSITIVE_INFINITY : event.expiresAt - event.at
      return leftMs > 0 && compares(leftMs, leaf.op, leaf.spanMs)
    }
    default:
      return null
  }
}

function isGuestWord(text: string, event: ActivityEvent): boolean {
  return /^guests?$/i.test(text) && isOfState('guest', event)
}

function isOfState(state: string, event: ActivityEvent): boolean {
  if (state === 'guest') return event.user === null
  return state === 'expired' ? event.event === 'expired' : state === 'signed-in' && event.user !== null
}
