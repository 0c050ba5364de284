import { Kbd } from '@mantine/core'
import { useApp } from '../state/context'
import classes from './Keys.module.css'

/** Keys that are apart by spaces, one beside the other. */
export function Keys({ keys }: { readonly keys: string }) {
  const mod = useApp(state => (state.facts?.platform === 'darwin' ? '⌘' : 'Ctrl'))
  return (
    <span className={classes.root}>
      {keys.split(' ').map(name => (
        <Kbd key={name}>{name === 'mod' ? mod : name}</Kbd>
      ))}
    </span>
  )
}
