import { usePatience } from '../../parts/use-patience'
import classes from './RowsMaking.module.css'

/** How far filtering or sorting very many rows anew is, once it has taken half a second; until then the old ones are shown. */
export function RowsMaking({ share }: { readonly share: number | null }) {
  return share === null ? null : <Share share={share} />
}

function Share({ share }: { readonly share: number }) {
  if (!usePatience()) return null
  return (
    <span role="status" className={classes.note}>
      Arranging rows · {Math.floor(share * 100)} %
    </span>
  )
}
