import TutorialCommands

TutorialProgram.main(LoopChat.self)
