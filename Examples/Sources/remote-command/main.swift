import TutorialCommands

TutorialProgram.main(RemoteCommand.self)
