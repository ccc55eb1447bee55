import TutorialCommands

TutorialProgram.main(Upper.self)
