import { useState } from 'react'
import { editForm, type InStep, stepsFrom, typeUri } from '../../../../shared/connect/in-step'
import type { UriForm } from '../../../../shared/connect/uri-form'
import type { ConnectDraft } from '../../../state/connect-draft'
import { OtherFields } from './OtherFields'
import classes from './options.module.css'
import { ReadFields } from './ReadFields'
import { ServerFields } from './ServerFields'
import { SignInFields } from './SignInFields'
import { TlsFields } from './TlsFields'
import { ProxyFields, SshFields } from './WayFields'

interface Props {
  readonly draft: ConnectDraft
  readonly change: (part: Partial<ConnectDraft>) => void
}

/** The form beside the connection string: the one follows the other with every key. */
export function OptionsPanel({ draft, change }: Props) {
  const [kept, setKept] = useState<InStep>(() => stepsFrom(draft.uri))
  // Typed in the string since: the form follows in the same frame.
  const now = kept.uri === draft.uri ? kept : typeUri(kept, draft.uri)
  if (now !== kept) setKept(now)

  function edit(form: UriForm): void {
    const next = editForm(now, form)
    setKept(next)
    change({ uri: next.uri })
  }

  const fields = { form: now.form, edit, kept: draft.kept }
  return (
    <section aria-label="Options" className={classes.root}>
      {!now.isReadable && (
        <p className={classes.told} role="status">
          The string cannot be taken apart as it stands. The form goes on once it is mended.
        </p>
      )}
      <fieldset disabled={!now.isReadable} className={classes.all}>
        <ServerFields {...fields} />
        <SignInFields {...fields} />
        <TlsFields {...fields} />
        <ReadFields {...fields} />
        <ProxyFields {...fields} />
        <OtherFields form={now.form} />
      </fieldset>
      <SshFields draft={draft} change={change} />
    </section>
  )
}
