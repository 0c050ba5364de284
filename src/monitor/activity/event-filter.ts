import type { ActivityEvent } from '../../shared/domain/event'

/** Whether an event fits what was typed: every word in the user, the masked id, or the word for what happened. */
export function createEventFilter(text: string): (event: ActivityEvent) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return ({ user, state, maskedId, event }) => {
    const who = (user ?? (state === 'guest' ? 'guest' : state)).toLowerCase()
    const what = event.replace('-', ' ')
    const id = maskedId.toLowerCase()
    return words.every(word => who.includes(word) || id.includes(word) || what.includes(word))
  }
}
