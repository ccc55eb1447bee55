import TutorialCommands

TutorialProgram.main(FileTransfer.self)
