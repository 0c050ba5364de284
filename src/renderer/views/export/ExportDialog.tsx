import { Button, Checkbox, Modal, Progress, Radio } from '@mantine/core'
import { useState } from 'react'
import type { ExportState, RowsFormat } from '../../../shared/domain/rows'
import { countOf } from '../../../shared/words/numbers'
import { exportText } from '../../format/export-text'
import { useStores, useUi, useView } from '../../state/context'
import classes from './ExportDialog.module.css'
import { type Export, useExport } from './use-export'

/** Writes the sessions that match to a file. While it writes, only Cancel ends it: nothing goes on unseen. */
export function ExportDialog() {
  const { ui } = useStores()
  const isOpen = useUi(state => state.isExportOpen)
  const exporting = useExport()
  const isRunning = exporting.state.kind === 'running'

  function close(): void {
    ui.setState({ isExportOpen: false })
    exporting.reset()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title="Export sessions"
      size={460}
      withCloseButton={!isRunning}
      closeOnEscape={!isRunning}
      closeOnClickOutside={!isRunning}
    >
      {exporting.state.kind === 'idle' ? (
        <Choice exporting={exporting} onClose={close} />
      ) : (
        <Told exporting={exporting} onClose={close} />
      )}
    </Modal>
  )
}

interface PartProps {
  readonly exporting: Export
  readonly onClose: () => void
}

function Choice({ exporting, onClose }: PartProps) {
  const matching = useView(state => state.view?.matching ?? null)
  const isCounted = useView(state => state.view?.limits?.isMatchingCounted ?? true)
  const [format, setFormat] = useState<RowsFormat>('csv')
  const [hasWholeIds, setWholeIds] = useState(false)
  const [isAsked, setAsked] = useState(false)

  async function start(): Promise<void> {
    setAsked(true)
    await exporting.start({ format, hasWholeIds })
    setAsked(false)
  }

  const what = matching === null || !isCounted ? 'All sessions that match' : countOf(matching, 'session')
  return (
    <div className={classes.root}>
      <p className={classes.plain}>{what}, as filtered and sorted, as of this moment.</p>
      <Radio.Group
        label="Format"
        value={format}
        onChange={value => setFormat(value === 'json' ? 'json' : 'csv')}
      >
        <div className={classes.formats}>
          <Radio size="xs" value="csv" label="CSV" data-autofocus />
          <Radio size="xs" value="json" label="JSON" />
        </div>
      </Radio.Group>
      <Checkbox
        label="Whole session ids"
        checked={hasWholeIds}
        onChange={event => setWholeIds(event.currentTarget.checked)}
      />
      {hasWholeIds && (
        <p className={classes.warn} role="status">
          Whoever reads a whole session id may be able to act as its user. Keep the file as you would keep
          passwords.
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={isAsked} onClick={() => void start()}>
          Export…
        </Button>
      </div>
    </div>
  )
}

function Told({ exporting, onClose }: PartProps) {
  const { state } = exporting
  const isRunning = state.kind === 'running'
  return (
    <div className={classes.root}>
      {isRunning && <Bar state={state} />}
      <p className={classes.told} role={isRunning ? undefined : 'status'}>
        {exportText(state)}
      </p>
      <div className={classes.actions}>
        {isRunning ? (
          <Button variant="default" data-autofocus onClick={exporting.cancel}>
            Cancel
          </Button>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )}
      </div>
    </div>
  )
}

function Bar({ state }: { readonly state: Extract<ExportState, { kind: 'running' }> }) {
  if (state.expected === null || state.expected === 0) return null
  const percent = Math.min(100, (100 * state.done) / state.expected)
  return <Progress value={percent} size="sm" aria-label="Sessions written" />
}
