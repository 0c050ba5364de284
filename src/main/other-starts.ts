import type { App } from 'electron'
import { type Arguments, readArguments } from './arguments'

/** Later starts of the app on the same user data: they end at once, and what they were started with is done here. */
export interface OtherStarts {
  /** Tells what each was started with, those included that came before anybody asked. */
  handle(listener: (args: Arguments) => void): void
}

/**
 * Be the one app on this user data. Null: there is one already, which has been told. The words are sent along, because
 * Chromium tears apart and reorders the command line that it hands over by itself.
 */
export function claimUserData(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  words: readonly string[]
): OtherStarts | null {
  if (!app.requestSingleInstanceLock({ words })) return null
  const waiting: Arguments[] = []
  let tell = (args: Arguments): void => void waiting.push(args)
  app.on('second-instance', (_event, _line, _folder, sent) => tell(readArguments(wordsIn(sent))))
  return {
    handle(listener) {
      tell = listener
      for (const args of waiting.splice(0)) listener(args)
    }
  }
}

/** Another process sent it. */
function wordsIn(sent: unknown): readonly string[] {
  const words: unknown = Object(sent).words
  return Array.isArray(words) ? words.filter(word => typeof word === 'string') : []
}
