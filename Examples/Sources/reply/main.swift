import TutorialCommands

TutorialProgram.main(Reply.self)
