import type { ReactNode, Ref } from 'react'
import classes from './FilterRow.module.css'

/** The 44 px above a grid. */
export function FilterRow(props: { readonly innerRef?: Ref<HTMLDivElement>; readonly children: ReactNode }) {
  return (
    <div ref={props.innerRef} className={classes.root}>
      {props.children}
    </div>
  )
}
