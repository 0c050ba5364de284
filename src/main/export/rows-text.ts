import { stringify } from 'csv-stringify/sync'
import type { RowsFormat } from '../../shared/domain/rows'
import { cellsOf, type RowRecord, recordFields } from '../../shared/rows/row-record'

/** A list of records as text that can be written bit by bit: `head`, each batch by `rows`, `tail`. */
export interface RowsText {
  readonly head: string
  rows(records: readonly RowRecord[]): string
  readonly tail: string
}

/** CSV as RFC 4180 has it, with a line of names; or a JSON array with a record in each line. */
export function createRowsText(format: RowsFormat): RowsText {
  if (format === 'csv') {
    const lines = (cells: readonly (readonly string[])[]) =>
      stringify(
        cells.map(line => [...line]),
        { record_delimiter: 'windows' }
      )
    return { head: lines([recordFields]), rows: records => lines(records.map(cellsOf)), tail: '' }
  }
  let isFirst = true
  return {
    head: '[',
    rows(records) {
      const lines = records.map(record => {
        const before = isFirst ? '\n  ' : ',\n  '
        isFirst = false
        return before + JSON.stringify(record)
      })
      return lines.join('')
    },
    tail: '\n]\n'
  }
}
