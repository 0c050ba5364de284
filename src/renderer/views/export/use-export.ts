import { useEffect, useState } from 'react'
import type { ExportAsk, ExportState } from '../../../shared/domain/rows'
import { rowsOf } from '../../state/chosen'
import { useStores } from '../../state/context'

/** An export as the dialog sees it. */
export interface Export {
  readonly state: ExportState
  readonly start: (how: Pick<ExportAsk, 'format' | 'hasWholeIds'>) => Promise<void>
  readonly cancel: () => void
  /** Forgets how the last one ended. */
  readonly reset: () => void
}

const idle: ExportState = { kind: 'idle' }

/** Exports what the Sessions grid lists, in its order, and follows how far that is. */
export function useExport(): Export {
  const { bridge, ui } = useStores()
  const [state, setState] = useState<ExportState>(idle)
  useEffect(() => bridge.on('export:state', setState), [bridge])

  return {
    state,
    async start(how) {
      const rows = rowsOf({ kind: 'all' }, null, ui.getState().sessions)
      const outcome = await bridge.ask('export:start', { rows, ...how })
      if (!outcome.ok) setState({ kind: 'failed', file: '', fault: outcome.fault })
      // A short one has ended before its beginning is told.
      else setState(now => (now.kind === 'idle' ? outcome.value : now))
    },
    cancel: () => void bridge.ask('export:cancel', undefined),
    reset: () => setState(now => (now.kind === 'running' ? now : idle))
  }
}
