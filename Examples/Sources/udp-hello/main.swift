import TutorialCommands

TutorialProgram.main(UDPHello.self)
