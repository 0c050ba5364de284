import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RecentConnection } from '../../../shared/domain/connection'
import type { SavedConnection } from '../../../shared/domain/saved-connection'
import { type ConnectDraft, draftOfRecent, draftOfSaved, firstDraft } from '../../state/connect-draft'
import { useApp, useStores, useUi } from '../../state/context'
import { readyForPassword } from './mask-uri'
import type { UriField } from './UriInput'

const noRecent: readonly RecentConnection[] = []
const noSaved: readonly SavedConnection[] = []

/** The string as it was filled in, and where its password goes: said until something is typed. */
interface Filled {
  readonly uri: string
  readonly at: number
}

/**
 * Fills the form in with what was chosen: one of the recent connections, whose string lacks its password, or a saved one.
 * Only a choice does so; that the list has been told anew changes nothing that is being typed.
 */
export function useDraft(draft: ConnectDraft, setDraft: (draft: ConnectDraft) => void) {
  const { app } = useStores()
  const field = useRef<UriField>(null)
  const recentId = useUi(state => state.chosenRecent)
  const savedId = useUi(state => state.chosenSaved)
  const chosen = useApp(state => (state.facts?.saved ?? noSaved).find(one => one.id === savedId) ?? null)
  const [filled, setFilled] = useState<Filled | null>(null)
  const before = useRef<string | null>(null)
  const form = useRef({ draft, setDraft })
  form.current = { draft, setDraft }

  useEffect(() => {
    const { facts } = app.getState()
    // Just saved: what is in the form stays, and with it the password that was typed.
    const isHere = savedId !== null && form.current.draft.savedId === savedId
    const recent = (facts?.recent ?? noRecent).find(one => one.id === recentId)
    const saved = (facts?.saved ?? noSaved).find(one => one.id === savedId)
    // An emptied field is the beginning of another connection already.
    const isUntouched = before.current === null || form.current.draft.uri === ''
    const isNew = saved === undefined && recent === undefined && !isUntouched
    before.current = savedId ?? recentId
    if (isHere) return
    if (isNew) form.current.setDraft(firstDraft)
    const base = saved ? draftOfSaved(saved) : recent ? draftOfRecent(recent) : null
    if (base === null) return
    const lacks = saved ? saved.asked.includes('password') : recent?.hasPassword === true
    const ready = lacks ? readyForPassword(base.uri) : { uri: base.uri, at: base.uri.length }
    form.current.setDraft({ ...base, uri: ready.uri })
    setFilled(ready)
  }, [app, recentId, savedId])

  // With the new value on screen, not before: until then there is no such place for the caret.
  useLayoutEffect(() => {
    if (filled !== null) field.current?.focusAt(filled.at)
  }, [filled])

  const isAsFilled = filled !== null && draft.uri === filled.uri
  return { field, chosen, needsPassword: isAsFilled && /:@/.test(filled.uri) }
}
