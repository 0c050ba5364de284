import type { ActivityEvent } from '../../shared/domain/event'

/** What is looked through, made once for each event: twenty thousand are gone through with every window. */
const texts = new WeakMap<ActivityEvent, string>()

function textOf(event: ActivityEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const { user, state, maskedId, other } = event
  // Whoever it likely went on as is found by name too.
  const parts = [user ?? state, other?.user ?? '', maskedId, event.event.replace('-', ' ')]
  const text = parts.join('\n').toLowerCase()
  texts.set(event, text)
  return text
}

/** Whether an event fits what was typed: every word in the user, the masked id, or the word for what happened. */
export function createEventFilter(text: string): (event: ActivityEvent) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return event => {
    const own = textOf(event)
    return words.every(word => own.includes(word))
  }
}
