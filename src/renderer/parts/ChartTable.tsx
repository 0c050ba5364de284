import classes from './ChartTable.module.css'

interface Props {
  readonly label: string
  readonly heads: readonly string[]
  /** Each as long as the heads; the first names the row. */
  readonly rows: readonly (readonly string[])[]
}

/** The numbers that a chart draws, as they are. */
export function ChartTable({ label, heads, rows }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.root} aria-label={`${label}: the table`} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                <td key={heads[i + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
