import TutorialCommands

TutorialProgram.main(FramedCommand.self)
