import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { WhyAnswer as Answer } from '../../../shared/domain/why'
import { useStores, useUi } from '../../state/context'
import { WhyAnswer } from './WhyAnswer'
import { WhyForm } from './WhyForm'

/** Why somebody is not signed in: a question, and its answer with the evidence. */
export function WhyDialog() {
  const { ui } = useStores()
  const isOpen = useUi(state => state.isWhyOpen)
  const close = () => ui.setState({ isWhyOpen: false })
  return (
    <Modal opened={isOpen} onClose={close} title="Why am I logged out?" size={620}>
      {isOpen && <Content onDone={close} />}
    </Modal>
  )
}

function Content({ onDone }: { readonly onDone: () => void }) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  return (
    <>
      <WhyForm onAnswer={setAnswer} />
      <div aria-live="polite">{answer !== null && <WhyAnswer answer={answer} onDone={onDone} />}</div>
    </>
  )
}
