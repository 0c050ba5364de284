import classes from './Shell.module.css'

/** Stands alone in the window when main does not answer. */
export function NoState() {
  return <p className={classes.told}>Sextant could not read its own state.</p>
}
