import { nameOfSaved } from '../../../shared/domain/saved-connection'
import { useOpenSaved } from '../../state/context'
import classes from './ProductionFrame.module.css'

/** As long as a connection to production is open, the whole window says so. */
export function ProductionFrame() {
  const saved = useOpenSaved()
  if (saved?.environment !== 'production') return null
  return (
    <div className={classes.root} role="note" aria-label={`Production: ${nameOfSaved(saved)}`}>
      <span className={classes.tag} aria-hidden>
        Production
      </span>
    </div>
  )
}
