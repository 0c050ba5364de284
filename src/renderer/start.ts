/** Where a hidden window gets no frames, the page comes all the same. */
const LONGEST_FRAME_MS = 100

/** What index.html shows is painted before the page's own script, twenty times as large, is compiled and run. */
const painted = new Promise<void>(resolve => {
  requestAnimationFrame(() => setTimeout(resolve))
  setTimeout(resolve, LONGEST_FRAME_MS)
})

void painted.then(() => import('./main'))
